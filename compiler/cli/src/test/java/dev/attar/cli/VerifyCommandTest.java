package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.run.Verification;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import dev.attar.runtime.kernel.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void generatedCodeAgrees() throws Exception {
        Path spec = SmallModel.write(folder);
        Ran random = Ran.attar("verify", spec).done().says("hidden", "head", "agrees");
        assertEquals(random, Ran.attar("verify", spec), "the same every time");
        Ran.attar("verify", spec, "--weights-as", "bf16").done().says("hidden", "head", "agrees");
        Ran.attar("verify", spec, "--weights-as", "bf16", "--target", "scalar").done();
        Ran.attar("verify", spec, "--target", "scalar", "--seed", "5", "--sequences", "2")
                .done();
        Ran.attar("verify", spec, "--weights", folder.resolve("small.safetensors"), "-v")
                .done();
    }

    @Test
    void aDifferenceIsSeenAndTheStatusIs1() {
        Source source = Source.of("small.attar", SmallModel.SPEC);
        ModelGraph model = Compiler.model(Compiler.check(source));
        Verification right = Verification.withRandomWeights(model, 1);
        Parameters other = name -> {
            double[] values = right.parameters().values(name);
            if (name.equals("encoder.1.feedforward.down.bias")) {
                values[3] += 0.01;
            }
            return values;
        };
        StringWriter out = new StringWriter();
        Program program = GeneratedClasses.compile(Compiler.compile(source, CompileOptions.defaults()))
                .program(Width.SCALAR);
        try (Session session = Session.open(program, right.weights(), Options.defaults())) {
            assertFalse(new Verification(model, other, right.weights()).compare(session, 1, 3, new PrintWriter(out)));
        }
        assertTrue(out.toString().contains("DIFFERS"), out.toString());
    }

    @Test
    void codeWithRoundedWeightsIsNotThatOfTheWeightsThemselves() {
        Source source = Source.of("small.attar", SmallModel.SPEC);
        ModelGraph model = Compiler.model(Compiler.check(source));
        StringWriter out = new StringWriter();
        Program program = GeneratedClasses.compile(
                        Compiler.compile(source, CompileOptions.defaults().withWeightsAs(Storage.BF16)))
                .program(Width.SCALAR);
        Verification full = Verification.withRandomWeights(model, 1);
        try (Session session = Session.open(program, full.weights(), Options.defaults())) {
            assertFalse(full.compare(session, 1, 3, new PrintWriter(out)));
        }
        assertTrue(out.toString().contains("DIFFERS"), out.toString());
    }

    @Test
    void refusalsAndWrongCommandLines() throws Exception {
        Path spec = SmallModel.write(folder);
        Ran.attar("verify", spec, "--weights", spec).failed(ExitStatus.REFUSED, "small.attar");
        Ran.attar("verify", folder.resolve("none.attar")).failed(ExitStatus.REFUSED, "none.attar");
        Ran.attar("verify", spec, "--sequences", "0").failed(ExitStatus.USAGE, "--sequences");
        Ran.attar("verify", spec, "--weights-as", "int4").failed(ExitStatus.USAGE, "int4", "fp32, bf16, int8");
        Ran.attar("verify", spec, "--seed", "x").failed(ExitStatus.USAGE, "--seed");
    }
}
