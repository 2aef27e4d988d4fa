package dev.attar.cli.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs something until the JVM has compiled what is worth compiling: for a while no time goes into compiling any more. Vector
 * code that is not compiled yet is hundreds of times slower, so nothing measured before means anything.
 */
final class WarmUp {
    private static final double LEAST_SECONDS = 1.5;
    private static final double QUIET_SECONDS = 1;
    private static final int LEAST_CALLS = 4;

    private WarmUp() {}

    /** @param most seconds after which it gives up */
    static void run(Runnable call, double most, StepBench.Listener listener) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        boolean told = compiler != null && compiler.isCompilationTimeMonitoringSupported();
        long begin = System.nanoTime();
        long compiling = 0;
        long quietSince = begin;
        for (int calls = 1; ; calls++) {
            call.run();
            long now = System.nanoTime();
            long total = told ? compiler.getTotalCompilationTime() : 0;
            if (total != compiling) {
                compiling = total;
                quietSince = now;
            }
            double running = (now - begin) / 1e9;
            double quiet = (now - quietSince) / 1e9;
            listener.at("warming up", (long) (running * 1000), 0);
            boolean warm = calls >= LEAST_CALLS && running >= LEAST_SECONDS && quiet >= QUIET_SECONDS;
            if (warm || running >= most) {
                return;
            }
        }
    }
}
