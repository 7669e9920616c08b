package dev.warren.bench;

import dev.warren.bench.process.Broker;
import dev.warren.bench.process.Children;
import dev.warren.bench.process.Rival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where it is measured: processes, a broker, a folder. Nothing of that outlives the benchmark, however that ends.
 *
 * @param folder for what the node and the rivals keep
 */
record Site(Path folder, Children children, Broker node, List<Rival> rivals) {

    /** @param inFolder makes the broker, which is not started yet */
    static Site open(Path logs, List<Rival> rivals, Function<Path, Broker> inFolder) throws IOException {
        Path folder = Files.createTempDirectory("warren-bench");
        Site site = new Site(folder, new Children(logs), inFolder.apply(folder.resolve("node")), rivals);
        Runtime.getRuntime().addShutdownHook(new Thread(site::clear));
        return site;
    }

    private void clear() {
        children.end();
        for (Rival rival : rivals) {
            try {
                rival.stop(Map.of("BENCH_DIR", folder.toString()));
            } catch (IOException | InterruptedException e) {
                System.err.println("bench: " + rival.name() + " may still run: " + e.getMessage());
            }
        }
        node.close();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("bench: " + folder + " is left: " + e.getMessage());
        }
    }
}
