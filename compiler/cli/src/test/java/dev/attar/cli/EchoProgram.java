package dev.attar.cli;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Worker;
import java.util.ArrayList;
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
        List<ProgramPlan.Input> inputs = new ArrayList<>();
        inputs.add(new ProgramPlan.Input("ids", "token id", 0, 30522));
        if (segments > 0) {
            inputs.add(new ProgramPlan.Input("segments", "segment id", 0, segments));
        }
        return new ProgramPlan(
                "Echo",
                1,
                List.of(new ProgramPlan.Axis("tokens", CONTEXT)),
                inputs,
                List.of(),
                0,
                List.of(new EntryPlan(
                        "forward",
                        List.of(0),
                        segments > 0 ? List.of(0, 1) : List.of(0),
                        SizeFormula.perRow(32, 0),
                        new SizeFormula(0),
                        true,
                        List.of(
                                new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(0), 2, 16, new SizeFormula(0)),
                                new EntryPlan.Output(
                                        "head", EntryPlan.Rows.PER_SEQUENCE, 2, 16, SizeFormula.perRow(16, 0))))));
    }

    @Override
    public void run(Frame frame, Worker worker) {
        if (worker.claim() == 0) {
            for (int t = 0; t < frame.rows(0); t++) {
                frame.arena()[16 * t] = frame.indices(0)[t];
                frame.arena()[16 * t + 1] = segments > 0 ? frame.indices(1)[t] : 0;
            }
            for (int s = 0; s < frame.sequences(); s++) {
                int at = 16 * frame.rows(0) + 16 * s;
                float sum = 0;
                for (int t = frame.starts(0)[s]; t < frame.starts(0)[s + 1]; t++) {
                    sum += frame.indices(0)[t];
                }
                frame.arena()[at] = frame.starts(0)[s + 1] - frame.starts(0)[s];
                frame.arena()[at + 1] = sum;
            }
        }
        worker.barrier();
    }
}
