package dev.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses TASKING = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.holdfast");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.holdfast.(*)..").should().beFreeOfCycles().check(TASKING);
    }

    @Test
    void taskingNeedsAJdbcConnectionAndNothingElse() {
        classes().should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.sql..", "dev.holdfast..",
                        "org.postgresql..", "org.flywaydb..", "com.cronutils..", "org.slf4j..", "org.jspecify..")
                .because("a program that submits tasks must not inherit more")
                .check(TASKING);
    }

    @Test
    void onlyTheSchemaKnowsTheMigrationTool() {
        noClasses().that()
                .resideOutsideOfPackage("dev.holdfast.schema")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.flywaydb..")
                .check(TASKING);
    }

    @Test
    void onlyOneClassKnowsTheCronLibrary() {
        noClasses().that()
                .doNotHaveFullyQualifiedName("dev.holdfast.schedules.CronTimes")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.cronutils..")
                .because("a worker that keeps no schedule is not to load it")
                .check(TASKING);
    }
}
