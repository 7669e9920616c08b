package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotesTest {

    private static final String WORKERS =
            "workers: {mails: {handler: exec, exec: {command: send}, autoscaling: {type: %s, minReplicas: 1}}}";

    @Test
    void nextCommandsAreSaid() {
        assertThat(Chart.notes(Chart.BROKER + WORKERS.formatted("none")))
                .contains("port-forward svc/warren-gateway 8080:80")
                .contains("curl -i localhost:8080/api/queues/mails/tasks")
                .contains("helm test warren -n warren");
    }

    @Test
    void withoutKedaTheyTellOfIt() {
        for (String type : new String[] {"none", "cpu"}) {
            assertThat(Chart.notes(Chart.BROKER + WORKERS.formatted(type)))
                    .contains("install KEDA and set workers.mails.autoscaling.type=keda");
        }
        assertThat(Chart.notes(Chart.BROKER + WORKERS.formatted("keda"))).doesNotContain("install KEDA");
    }

    @Test
    void kedaWithTheUserOfWarrenIsToldOf() {
        assertThat(Chart.notes(Chart.BROKER + WORKERS.formatted("keda"))).contains("rabbitmq.monitor");
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(Chart.notes("rabbitmq: {host: mq, password: not-a-real}\n" + WORKERS.formatted("keda")))
                .doesNotContain("not-a-real");
    }

    @Test
    void releaseWithoutWorkersIsToldHowToGetOne() {
        assertThat(Chart.notes(Chart.BROKER)).contains("There is no worker yet");
    }
}
