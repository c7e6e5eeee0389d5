package dev.holdfast.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules that keep the application thread free and the packages apart. */
class ArchitectureTest {
    private static JavaClasses console;

    @BeforeAll
    static void read() {
        console = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.holdfast.console");
    }

    @Test
    void onlyTheClockAndItsReadingTalkToTheDatabase() {
        noClasses().that()
                .resideOutsideOfPackages("dev.holdfast.console.live", "dev.holdfast.console.reading")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "com.zaxxer..")
                .because("a view must never wait for the database")
                .check(console);
    }

    @Test
    void onlyTheClockHasThreads() {
        noClasses().that()
                .resideOutsideOfPackage("dev.holdfast.console.live")
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ExecutorService.class, Executors.class, Thread.Builder.class)
                .because("there is one poller and one worker, and nothing else")
                .check(console);
    }

    @Test
    void modelsKnowNoControls() {
        noClasses().that()
                .haveSimpleNameEndingWith("Model")
                .or()
                .resideInAnyPackage("..live..", "..reading..", "..links..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.fxml..", "org.controlsfx..")
                .because("they are tested without a toolkit")
                .check(console);
    }

    @Test
    void packagesDoNotDependOnEachOtherInACircle() {
        slices().matching("dev.holdfast.console.(**)").should().beFreeOfCycles().check(console);
        noClasses().that()
                .resideInAnyPackage("..widgets..", "..tables..", "..live..", "..reading..", "..links..", "..settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..console.tasks..", "..console.locks..",
                        "..console.workers..", "..console.resources..")
                .check(console);
    }

    @Test
    void controllersAreFinal() {
        classes().that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .haveModifier(
                        JavaModifier.FINAL)
                .check(console);
    }
}
