package dev.attar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "attar",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpWidth = 100,
        description = {
            "Compiles transformer models to plain Java for the JVM.",
            "",
            "A short .attar file says what a model is; attar writes Java source specialised for exactly that model,"
                    + " which runs with a small runtime and no native code.",
            ""
        },
        footerHeading = "%nExit status:%n",
        footer = {
            "  0   done",
            "  1   an input was refused, or a comparison failed",
            "  2   usage error",
            "  70  internal error, a fault of Attar",
            "",
            "Environment: ATTAR_CACHE (where run keeps compiled models, a folder that nobody else can write to;"
                + " default ~/.cache/attar), ATTAR_JAVA (the JDK to use), ATTAR_JAVA_OPTS (more options for the JVM),"
                + " ATTAR_OPENCL_DEVICE (the device to use)."
        },
        subcommands = {
            BenchCommand.class,
            CheckCommand.class,
            CompileCommand.class,
            CompletionCommand.class,
            DevicesCommand.class,
            DoctorCommand.class,
            DrawCommand.class,
            ExportCommand.class,
            GenerateCommand.class,
            ImportCommand.class,
            InitCommand.class,
            MergeCommand.class,
            PackCommand.class,
            RunCommand.class,
            ScoreCommand.class,
            ServeCommand.class,
            SummarizeCommand.class,
            TranslateCommand.class,
            TrainCommand.class,
            VerifyCommand.class
        })
final class AttarCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command; see attar --help");
    }
}
