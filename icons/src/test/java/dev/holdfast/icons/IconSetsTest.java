package dev.holdfast.icons;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconSetsTest {
    private static final int GREEN = 0xff0f6e6e;
    private static final int WHITE = 0xffffffff;

    @TempDir
    Path folder;

    @Test
    void eachSystemGetsTheDrawingInTheSizesItWants() throws IOException {
        IconSets.write(Path.of("holdfast.svg"), folder);

        assertThat(images("holdfast-512.png")).singleElement().satisfies(IconSetsTest::showsTheAnchor);
        assertThat(images("holdfast-16.png")).extracting(BufferedImage::getWidth).containsExactly(16);
        assertThat(images("holdfast.ico")).extracting(BufferedImage::getHeight)
                .containsExactlyInAnyOrder(16, 24, 32, 48, 64, 128, 256);
        assertThat(images("holdfast.icns")).extracting(BufferedImage::getHeight)
                .containsExactlyInAnyOrder(16, 32, 128, 256, 512, 1024);
        assertThat(images("holdfast.ico").getLast()).satisfies(IconSetsTest::showsTheAnchor);
        assertThat(images("holdfast.icns").getLast()).satisfies(IconSetsTest::showsTheAnchor);
    }

    private static void showsTheAnchor(BufferedImage image) {
        int size = image.getWidth();
        assertThat(image.getRGB(0, 0) >>> 24).as("the corner is round").isZero();
        assertThat(image.getRGB(size / 2, size / 2)).as("the shank").isEqualTo(WHITE);
        assertThat(image.getRGB(3 * size / 4, size / 8)).as("the ground").isEqualTo(GREEN);
    }

    private List<BufferedImage> images(String name) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(folder.resolve(name).toFile())) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            var all = new ArrayList<BufferedImage>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                all.add(reader.read(i));
            }
            reader.dispose();
            return all;
        }
    }
}
