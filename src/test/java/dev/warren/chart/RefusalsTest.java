package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that could not work are refused before anything is installed, with what to do about it. */
class RefusalsTest {

    private static Stream<Arguments> nonsense() {
        return Stream.of(
                broker("rabbitmq: {}", "no broker: set one of rabbitmq.existingSecret"),
                broker(
                        "gateway: {rabbitmq: {existingSecret: a}}\nworkers: {b: {}}",
                        "rabbitmq.existingSecret of workers.b"),
                broker(
                        "rabbitmq: {host: mq, password: p, management: {caSecret: ca}}",
                        "rabbitmq.management.caSecret is for https: set rabbitmq.management.url, which is http://mq:15672/"),
                broker("rabbitmq: {create: statefulset, existingSecret: broker}", "more than one broker"),
                broker("rabbitmq: {host: rabbitmq, url: 'amqp://rabbitmq'}", "more than one broker"),
                broker("rabbitmq: {host: rabbitmq}", "needs rabbitmq.password"),
                broker("rabbitmq: {url: 'amqp://a:b@c', tls: {enabled: true}}", "not amqps"),
                broker("rabbitmq: {existingSecret: a, tls: {caSecret: ca}}", "rabbitmq.tls.enabled=true"),
                broker("rabbitmq: {create: cluster, tls: {enabled: true}}", "without TLS"),
                broker("rabbitmq: {create: statefulset, port: 5673}", "has 5672"),
                broker("rabbitmq: {create: cluster, virtualHost: jobs}", "the virtual host / alone"),
                broker("rabbitmq: {existingSecret: a, monitor: {username: b}}", "come together"),
                broker("rabbitmq: {existingSecret: a}\ntopology: {enabled: true}", "rabbitmqClusterReference"),
                other("gateway: {enabled: false, ingress: {enabled: true, hosts: [a]}}", "gateway.enabled=true"),
                other("gateway: {ingress: {enabled: true}}", "gateway.ingress.hosts"),
                other("gateway: {httpRoute: {enabled: true}}", "parentRefs"),
                other("gateway: {enabled: false}", "neither a gateway nor a worker"),
                other("gateway: {autoscaling: {minReplicas: 9}}", "less than minReplicas"),
                other(
                        "networkPolicy: {enabled: true, gatewayFrom: [{podSelector: {}}]}\nmetrics: {podMonitor: {enabled:"
                                + " true}}",
                        "networkPolicy.metricsFrom"),
                worker("handler: exec", "handler exec needs exec.command"),
                worker("handler: http", "handler http needs http.url"),
                worker("handler: http, http: {url: 'http://me:secret@mailer/'}", "has a password in it"),
                worker("handler: java", "handler java needs an image with your handlers"),
                exec("image: {repository: mine}", "and a tag or a digest"),
                exec("inject: true", "name it in image.repository"),
                exec("timeout: 10m, terminationGracePeriodSeconds: 600", "has to be longer than 600"),
                exec("drainTimeout: 1h, terminationGracePeriodSeconds: 700", "has to be longer than 700"),
                exec("autoscaling: {type: keda, minReplicas: 3, maxReplicas: 2}", "maxReplicas (2) is less"),
                exec("autoscaling: {type: cpu}", "no way back from zero"),
                exec("autoscaling: {type: cpu, minReplicas: 1, push: true}", "push needs type keda"),
                exec(
                        "autoscaling: {type: keda, push: true, fallback: {replicas: 2}}",
                        "with push KEDA has no fallback"),
                exec("autoscaling: {type: keda, kind: job, push: true}", "push is for kind deployment"),
                exec(
                        "autoscaling: {type: keda, kind: job}, extraContainers: [{name: proxy}]",
                        "initContainers with restartPolicy: Always"),
                exec("autoscaling: {type: keda, fallback: {replicas: 11}}", "fallback.replicas is more"),
                broker(
                        "rabbitmq: {existingSecret: a}\nworkers: {a: {handler: exec, exec: {command: a},"
                                + " autoscaling: {type: keda}}}",
                        "rabbitmq.management.url"),
                broker(
                        "rabbitmq: {url: 'amqp://a:b@c'}\nworkers: {a: {handler: exec, exec: {command: a},"
                                + " autoscaling: {type: keda}}}",
                        "rabbitmq.monitor"),
                other(
                        "gateway: {enabled: false}\nworkers: {a: {handler: exec, exec: {command: a}, autoscaling:"
                                + " {type: keda}}}",
                        "nothing declares the queue a"),
                other(
                        "gateway: {enabled: false}\nqueues: {a: {kind: existing}}\nworkers: {a: {handler: exec, exec:"
                                + " {command: a}, autoscaling: {type: keda, push: true}}}",
                        "push needs gateway.enabled=true"),
                other(
                        "serviceAccount: {create: false}\nworkers: {a: {handler: exec, exec: {command: a},"
                                + " podDeletionCost: true}}",
                        "name one in serviceAccount.name"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsRefused(String values, String message) {
        assertThatThrownBy(() -> Chart.with(values)).hasMessageContaining(message);
    }

    private static Arguments broker(String values, String message) {
        return Arguments.of(values, message);
    }

    private static Arguments other(String values, String message) {
        return Arguments.of(Chart.BROKER + values, message);
    }

    private static Arguments worker(String settings, String message) {
        return other("workers: {a: {" + settings + "}}", message);
    }

    private static Arguments exec(String settings, String message) {
        return worker("handler: exec, exec: {command: a}, " + settings, message);
    }
}
