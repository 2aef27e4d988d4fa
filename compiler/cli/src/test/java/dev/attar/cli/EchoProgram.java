package dev.attar.cli;

import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.Worker;
import java.util.List;

/**
 * A program without weights. Output 0, "hidden": for each token its id and its segment. Output 1, "head": for each sequence
 * its length and the sum of its ids.
 */
final class EchoProgram implements Program {
    static final int CONTEXT = 8;

    private final int segments;

    EchoProgram(int segments) {
        this.segments = segments;
    }

    @Override
    public ProgramPlan plan() {
        return new ProgramPlan(
                "Echo",
                1,
                new ProgramPlan.InputLimits(30522, CONTEXT, segments),
                List.of(),
                0,
                new ProgramPlan.ArenaPlan(32, 0, 0),
                List.of(
                        new ProgramPlan.Output("hidden", ProgramPlan.Rows.TOKENS, 2, 16, 0),
                        new ProgramPlan.Output("head", ProgramPlan.Rows.SEQUENCES, 2, 16, 16)));
    }

    @Override
    public void run(Frame frame, Worker worker) {
        if (worker.claim() == 0) {
            for (int t = 0; t < frame.tokens(); t++) {
                frame.arena()[16 * t] = frame.ids()[t];
                frame.arena()[16 * t + 1] = frame.segments()[t];
            }
            for (int s = 0; s < frame.sequences(); s++) {
                int at = 16 * frame.tokens() + 16 * s;
                float sum = 0;
                for (int t = frame.starts()[s]; t < frame.starts()[s + 1]; t++) {
                    sum += frame.ids()[t];
                }
                frame.arena()[at] = frame.starts()[s + 1] - frame.starts()[s];
                frame.arena()[at + 1] = sum;
            }
        }
        worker.barrier();
    }
}
