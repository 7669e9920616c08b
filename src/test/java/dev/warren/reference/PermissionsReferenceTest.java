package dev.warren.reference;

import dev.warren.access.Need;
import dev.warren.access.Part;
import dev.warren.access.Permissions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermissionsReferenceTest {

    @Test
    void documentSaysWhatSetupGrants() {
        String rows = Stream.of(Need.values())
                .map(need -> "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                                need.who(),
                                need.why(),
                                names(need.configure()),
                                names(need.write()),
                                names(need.read())))
                .collect(Collectors.joining());
        new GeneratedSection(Path.of("docs", "rabbitmq.md"), "permissions")
                .assertEqualTo(
                        example() + "\n| who | for | configure | write | read |\n|---|---|---|---|---|\n" + rows,
                        PermissionsReferenceTest.class);
    }

    private static String example() {
        Permissions permissions = Part.WORKER.permissions(List.of("jobs"), List.of());
        return "```sh\nrabbitmqctl set_permissions worker \\\n  '%s' \\\n  '%s' \\\n  '%s'\n```\n"
                .formatted(permissions.configure(), permissions.write(), permissions.read());
    }

    private static String names(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
