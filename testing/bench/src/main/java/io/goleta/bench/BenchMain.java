package io.goleta.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs one group of measurements. */
public final class BenchMain {
    private BenchMain() {}

    /** See {@code bench/run}. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // as in ServerMain
        String group = arguments.length == 0 ? "" : arguments[0];
        Options options = options(arguments);
        Path work = Files.createTempDirectory("goleta-bench");
        Report report = new Report(System.out);
        try {
            switch (group) {
                case "objects" -> new ObjectsBench(options, work, report).run();
                case "volumes" -> new VolumesBench(options, work, report).run();
                case "restic-options" -> new ResticOptionsBench(options, work, report).run();
                case "store" -> new StoreBench(options, work, report).run();
                default -> {
                    System.err.println(
                            "usage: bench/run objects | volumes | restic-options | store (the script tells the options)");
                    System.exit(2);
                }
            }
        } finally {
            SampleTrees.delete(work);
        }
        report.print();
        System.exit(0);
    }

    private static Options options(String[] arguments) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            values.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return new Options(values);
    }
}
