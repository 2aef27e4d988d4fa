package dev.attar.cli;

import dev.attar.runtime.server.AttarServer;
import dev.attar.runtime.server.ServerSettings;
import dev.attar.runtime.server.model.ServedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attar serve}: models behind HTTP. */
@Command(
        name = "serve",
        description = {
            "Serves models over HTTP: OpenAI's /v1/embeddings, /v1/completions, /v1/chat/completions and /v1/models;"
                + " text-embeddings-inference's /embed, /rerank, /predict, /tokenize and /info; /tag and /translate;"
                + " /health, /ready and /metrics; and a page at / to try the models.",
            "",
            "What the requests of all clients want is computed together, without padding. SIGTERM and Ctrl-C end the"
                    + " server when all requests under way are answered.",
            ""
        },
        customSynopsis = {
            "attar serve SPEC --weights F [--name NAME] [--tokenizer F] [--target-tokenizer F]",
            "                   [--long-texts HOW] [--chat-template NAME] [options]",
            "       attar serve --config F [options]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar serve minilm.attar --weights minilm.safetensors",
            "  attar serve --config serve.json --host 0.0.0.0 --api-key-file keys.txt",
            "  curl -s localhost:8080/embed -H 'Content-Type: application/json' -d '{\"inputs\":\"a red car\"}'",
            "",
            "A configuration file is JSON, {\"models\":[{\"name\":…,\"spec\":…,\"weights\":…},…]}, and may have host,"
                    + " port, api_key_file, access_log, drain_seconds and limits; of a model also aliases, tokenizer,"
                    + " target_tokenizer, long_texts, chat_template and weights_as. Options here count before it.",
            "Environment: ATTAR_API_KEY (a key that requests must come with, besides those of the file).",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error; 143 and 130 after SIGTERM"
                    + " and Ctrl-C."
        })
final class ServeCommand implements Callable<Integer> {
    private static final int PORT = 8080;

    @ArgGroup(exclusive = false)
    private OneModelOptions one;

    @Option(names = "--config", paramLabel = "F", description = "A configuration file, for one or several models.")
    private Path config;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen at; 0.0.0.0: all. Default: 127.0.0.1, for this machine alone.")
    private String host;

    @Option(names = "--port", paramLabel = "N", description = "The port; 0: any that is free. Default: 8080.")
    private Integer port;

    @Option(
            names = "--api-key-file",
            paramLabel = "F",
            description = "Keys, one a line: requests must come with one of them. Default: everybody may ask.")
    private Path apiKeyFile;

    @Option(
            names = "--access-log",
            description = "A line of JSON for each request, on standard output. It has no texts. Default: none.")
    private boolean accessLog;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description = "The longest that a request may take. Default: 60.")
    private Integer deadline;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "The most requests under way for a model; others are told when to try again. Default: 512.")
    private Integer requests;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long the end waits for requests under way. Default: 30.")
    private Integer drain;

    @Mixin
    private TargetOptions target;

    @Mixin
    private WeightsAsOption weightsAs;

    @Option(names = "-v", description = "Say on standard error which vectors are used and why, and timings.")
    private boolean verbose;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        long begin = System.nanoTime();
        quietLoggers();
        PrintWriter err = command.commandLine().getErr();
        ServeConfig wanted = wanted();
        ServerSettings settings = settings(wanted);
        ServeLines lines = new ServeLines(err);
        List<ServedModel> models = open(wanted.models(), new Verbose(verbose, err), lines);
        AttarServer server = start(settings, models);
        lines.listening(settings, server.port(), isLoopback(settings.host()));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            lines.ending(settings.drain());
            server.close();
            lines.ended();
            ended.countDown();
        }));
        server.awaitReady();
        lines.ready(System.nanoTime() - begin);
        try {
            ended.await();
        } catch (InterruptedException e) {
            server.close();
        }
        return ExitStatus.DONE;
    }

    private ServeConfig wanted() throws IOException {
        if ((one == null) == (config == null)) {
            throw usage(
                    one == null
                            ? "give a SPEC with --weights, or a configuration file with --config"
                            : "a configuration file names its models itself: leave SPEC and its options out");
        }
        return config != null ? ServeConfig.read(config) : ServeConfig.of(one.model());
    }

    /** Options of the command line count before the file. */
    private ServerSettings settings(ServeConfig wanted) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        List<String> keys = new ArrayList<>();
        Optional<Path> keyFile = Optional.ofNullable(apiKeyFile).or(wanted::apiKeyFile);
        if (keyFile.isPresent()) {
            keys.addAll(ApiKeyFile.read(keyFile.get()));
        }
        Optional.ofNullable(System.getenv("ATTAR_API_KEY"))
                .filter(key -> !key.isBlank())
                .ifPresent(keys::add);
        Consumer<String> log = line -> {
            out.println(line);
            out.flush();
        };
        var limits = wanted.limits();
        if (requests != null) {
            limits = limits.withRequests(atLeast("--requests", requests, 1));
        }
        if (deadline != null) {
            limits = limits.withDeadline(Duration.ofSeconds(atLeast("--deadline", deadline, 1)));
        }
        int number = port != null ? port : wanted.port().orElse(PORT);
        if (number < 0 || number > 65535) {
            throw usage("--port must be 0 to 65535, got " + number);
        }
        return new ServerSettings(
                Optional.ofNullable(host).or(wanted::host).orElse("127.0.0.1"),
                number,
                keys,
                limits,
                drain != null
                        ? Duration.ofSeconds(atLeast("--drain", drain, 0))
                        : wanted.drain().orElse(Duration.ofSeconds(30)),
                accessLog || wanted.accessLog() ? Optional.of(log) : Optional.empty(),
                (id, fault) -> {
                    err.println("attar: request " + id + ": " + fault);
                    fault.printStackTrace(err);
                    err.flush();
                });
    }

    private List<ServedModel> open(List<ServedSpec> wanted, Verbose say, ServeLines lines) {
        ModelOpening opening = new ModelOpening(target, weightsAs.storage(), say);
        List<ServedModel> models = new ArrayList<>();
        try {
            for (ServedSpec spec : wanted) {
                long begin = System.nanoTime();
                ServedModel model = opening.open(spec);
                models.add(model);
                lines.opened(model, System.nanoTime() - begin);
            }
            return models;
        } catch (RuntimeException refused) {
            models.forEach(model -> model.resource().run());
            throw refused;
        }
    }

    private static AttarServer start(ServerSettings settings, List<ServedModel> models) {
        try {
            return AttarServer.start(settings, models);
        } catch (IllegalArgumentException e) {
            models.forEach(model -> model.resource().run());
            throw new Refusal(e.getMessage(), "give each model a name of its own (--name, or \"name\")");
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new Refusal(
                        settings.host() + ":" + settings.port() + ": cannot listen: " + cause.getMessage(),
                        "choose another --port or --host, or end what listens there");
            }
            throw e;
        }
    }

    private int atLeast(String option, int value, int least) {
        if (value < least || value > 86_400) {
            throw usage(option + " must be " + least + " to 86400, got " + value);
        }
        return value;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** What the HTTP library says about connections that clients break is not news; why it does not start, we say. */
    private static void quietLoggers() {
        LIBRARY.setLevel(Level.SEVERE);
        STARTER.setLevel(Level.OFF);
    }

    // Kept, or their levels would be forgotten.
    private static final Logger LIBRARY = Logger.getLogger("io.helidon");
    private static final Logger STARTER = Logger.getLogger("io.helidon.webserver.LoomServer");

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
