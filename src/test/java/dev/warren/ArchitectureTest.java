package dev.warren;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.warren", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyAmqpKnowsTheRabbitMqClient = noClasses()
            .that()
            .resideOutsideOfPackage("dev.warren.amqp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.rabbitmq..");

    @ArchTest
    static final ArchRule taskDependsOnNothing = classes()
            .that()
            .resideInAPackage("dev.warren.task..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.warren.task..", "java..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.warren.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule partsOfAmqpHaveNoCycles =
            slices().matching("dev.warren.amqp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule partsOfTheGatewayHaveNoCycles =
            slices().matching("dev.warren.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule gatewayAndWorkerDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.warren.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.warren.worker..", "dev.warren.handler..");

    @ArchTest
    static final ArchRule onlyTheProgramEndsTheProcess =
            noClasses().that().doNotHaveSimpleName("Warren").should().callMethod(System.class, "exit", int.class);
}
