package dev.holdfast.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which module may know which. */
class ModulesTest {
    private static final String[] TASKING = {"dev.holdfast.tasks..", "dev.holdfast.resources..",
            "dev.holdfast.locks..", "dev.holdfast.workers..", "dev.holdfast.schema..", "dev.holdfast.database.."};
    private static final String[] WORKER = {"dev.holdfast.handlers..", "dev.holdfast.worker.."};
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The tests of tasking, which come in a jar of their own.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.holdfast");

    @Test
    void taskingNeedsAConnectionAndNothingElse() {
        noClasses().that()
                .resideInAnyPackage(TASKING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.handlers..", "dev.holdfast.worker..",
                        "dev.holdfast.cluster..", "dev.holdfast.cli..", "dev.holdfast.console..",
                        "com.fasterxml.jackson..", "com.zaxxer..", "picocli..")
                .because("a program that only submits tasks should not have to bring all this")
                .check(CLASSES);
    }

    @Test
    void aWorkerKnowsNeitherClusterNorCommandLine() {
        noClasses().that()
                .resideInAnyPackage(WORKER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.cluster..", "dev.holdfast.cli..",
                        "dev.holdfast.console..", "picocli..")
                .because("its process must stay small")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theClusterKnowsNoCommand() {
        noClasses().that()
                .resideInAPackage("dev.holdfast.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.cli..", "dev.holdfast.console..")
                .because("commands and console stand side by side on it")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theCommandLineRunsWithoutAWindow() {
        noClasses().that()
                .resideInAPackage("dev.holdfast.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "dev.holdfast.console..")
                .because("a host without a screen, and without JavaFX, has a command line too")
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
