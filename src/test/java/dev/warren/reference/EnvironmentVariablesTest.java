package dev.warren.reference;

import static dev.warren.reference.ConfigurationTables.environmentVariable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.connection.BrokerConfig;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.reference.ConfigGroup.Property;
import dev.warren.worker.WorkerConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code docs/configuration.md} says about environment variables. */
class EnvironmentVariablesTest {

    @Test
    void everyPropertyCanBeSet() throws IOException {
        for (ConfigGroup group : ConfigMappings.in(JavaSources.under(Path.of("src", "main", "java")))) {
            for (Property property : group.properties()) {
                SmallRyeConfig config = environment(Map.of(environmentVariable(property.name()), "value"))
                        .build();
                String name = property.name().replace("NAME", "name");
                assertThat(config.getRawValue(name)).as(name).isEqualTo("value");
            }
        }
    }

    @Test
    void settingsOfAQueueHaveItsNameInTheVariable() {
        QueuesConfig queues = mapped(
                Map.of("WARREN_QUEUES__EMAILS__KIND", "classic", "WARREN_QUEUES__EMAILS__MAX_LENGTH", "7"),
                QueuesConfig.class);
        assertThat(queues.byName()).containsOnlyKeys("emails");
        assertThat(queues.byName().get("emails").kind()).isEqualTo(QueueKind.CLASSIC);
        assertThat(queues.byName().get("emails").maxLength()).hasValue(7);
    }

    @Test
    void underscoreInTheNameOfAQueueIsADot() {
        QueuesConfig queues = mapped(Map.of("WARREN_QUEUES__SEND_EMAILS__KIND", "classic"), QueuesConfig.class);
        assertThat(queues.byName()).containsOnlyKeys("send.emails");
    }

    @Test
    void variableMayBeNamedAsTheProperty() {
        QueuesConfig queues = mapped(Map.of("warren.queues.send-emails.kind", "classic"), QueuesConfig.class);
        assertThat(queues.byName()).containsOnlyKeys("send-emails");
    }

    @Test
    void keysOfQuarkusAreReadWhereThoseOfWarrenAreNotSet() {
        BrokerConfig broker = mapped(
                Map.of("RABBITMQ_HOST", "theirs", "RABBITMQ_USERNAME", "them", "WARREN_BROKER_HOST", "ours"),
                BrokerConfig.class);
        assertThat(broker.host()).isEqualTo("ours");
        assertThat(broker.username()).isEqualTo("them");
        assertThat(broker.password()).isEqualTo("guest");
    }

    @Test
    void durationsAndChoicesAreReadAsTheyAreDocumented() {
        WorkerConfig worker = mapped(
                Map.of("WARREN_WORKER_TIMEOUT", "90m", "WARREN_WORKER_DRAIN_TIMEOUT", "PT1M30S"), WorkerConfig.class);
        assertThat(worker.timeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(worker.drainTimeout()).contains(Duration.ofSeconds(90));
        QueuesConfig queues = mapped(Map.of("WARREN_QUEUES__EMAILS__KIND", "classic"), QueuesConfig.class);
        assertThat(queues.settings("emails").kind()).isEqualTo(QueueKind.CLASSIC);
    }

    @Test
    void upperCaseInTheNameOfAQueueCannotBeSaid() {
        QueuesConfig queues = mapped(Map.of("warren.queues.sendEmails.kind", "classic"), QueuesConfig.class);
        assertThat(queues.byName()).containsOnlyKeys("sendEmails", "sendemails");
    }

    private static <T> T mapped(Map<String, String> environment, Class<T> mapping) {
        return environment(environment)
                .withMapping(mapping)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }

    private static SmallRyeConfigBuilder environment(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, 300));
    }
}
