package dev.holdfast.icons;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * The icons of a drawing: {@code holdfast-16.png} and so on for Linux, {@code holdfast.ico} for Windows,
 * {@code holdfast.icns} for macOS. Each size is drawn on its own, none is scaled.
 */
final class IconSets {
    private static final String WINDOWS = "ico";
    private static final String MAC = "icns";
    private static final List<Integer> PNG = List.of(16, 24, 32, 48, 64, 128, 256, 512);
    private static final List<Integer> ICO = List.of(16, 24, 32, 48, 64, 128, 256);
    private static final List<Integer> ICNS = List.of(16, 32, 128, 256, 512, 1024);

    private final SVGDocument drawing;

    private IconSets(SVGDocument drawing) {
        this.drawing = drawing;
    }

    /**
     * @param arguments the SVG file, and the folder for the icons, which is made where there is none
     * @throws IOException when the drawing cannot be read or a file not be written
     */
    public static void main(String... arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void write(Path svg, Path folder) throws IOException {
        SVGDocument drawing = new SVGLoader().load(svg.toUri().toURL());
        if (drawing == null) {
            throw new IOException(svg + " is no drawing in SVG");
        }
        var icons = new IconSets(drawing);
        Files.createDirectories(folder);
        for (int size : PNG) {
            ImageIO.write(icons.draw(size), "png", folder.resolve("holdfast-" + size + ".png").toFile());
        }
        icons.writeSet(WINDOWS, ICO, folder);
        icons.writeSet(MAC, ICNS, folder);
    }

    /** Writes one file with the drawing in several sizes. */
    private void writeSet(String format, List<Integer> sizes, Path folder) throws IOException {
        Path file = folder.resolve("holdfast." + format);
        // A stream of ImageIO writes over what is there, and leaves the rest of what was longer.
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam packed = writer.getDefaultWriteParam();
        if (format.equals(WINDOWS)) {
            // As bitmaps they would lose the order of their colours.
            packed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            packed.setCompressionType("BI_PNG");
        }
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int size : sizes) {
                writer.writeToSequence(new IIOImage(draw(size), null, null), packed);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private BufferedImage draw(int size) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        drawing.render(null, graphics, new ViewBox(0, 0, size, size));
        graphics.dispose();
        return image;
    }
}
