package dev.attar.compiler;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Generated source, compiled and loaded in memory: what {@code attar run} and the tests use instead of a build.
 *
 * @param className the public class of the model
 * @param classes the bytes of each class by its name, and of each resource by its path
 */
public record GeneratedClasses(String className, Map<String, byte[]> classes) {
    /**
     * Compiles with the JDK's own compiler, which must be there.
     *
     * @throws IllegalStateException when it is not (a JRE), or when generated code does not compile
     */
    public static GeneratedClasses compile(Emitted emitted) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) throw new IllegalStateException("this Java has no compiler; run Attar on a JDK");
        List<JavaFileObject> sources = new ArrayList<>();
        emitted.files().forEach((path, text) -> {
            if (path.endsWith(".java")) sources.add(new Text(path, text));
        });
        StringWriter messages = new StringWriter();
        try (Memory memory = new Memory(javac.getStandardFileManager(null, null, null))) {
            List<String> options = List.of(
                    "--release",
                    "25",
                    "-proc:none",
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Xlint:-incubating",
                    "-cp",
                    System.getProperty("java.class.path")
                            + java.io.File.pathSeparator
                            + System.getProperty("jdk.module.path", ""));
            boolean done = javac.getTask(messages, memory, null, options, null, sources)
                    .call();
            if (!done) throw new IllegalStateException("generated code does not compile:\n" + messages);
            Map<String, byte[]> classes = new LinkedHashMap<>();
            memory.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            emitted.files().forEach((path, text) -> {
                if (!path.endsWith(".java")) classes.put(path, text.getBytes(StandardCharsets.UTF_8));
            });
            return new GeneratedClasses(emitted.className(), classes);
        } catch (IOException e) {
            throw new IllegalStateException("generated code could not be compiled", e);
        }
    }

    /** The program for one width. */
    public Program program(Width width) {
        return (Program) call("program", new Class<?>[] {Width.class}, width);
    }

    /**
     * The model with its weights, as its users load it, when its head is {@code embed}.
     *
     * @throws ClassCastException when it is another
     */
    public Embedder embedder(Weights weights, Options options) {
        return (Embedder) call("load", new Class<?>[] {Weights.class, Options.class}, weights, options);
    }

    /** The model that learns, where the classes are those of training. */
    public TrainableModel trainable(Weights weights, Options options) {
        return (TrainableModel) call("open", new Class<?>[] {Weights.class, Options.class}, weights, options);
    }

    private Object call(String method, Class<?>[] types, Object... arguments) {
        try {
            Class<?> model = new Loader(classes).loadClass(className);
            return model.getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated classes of " + className + " cannot be loaded", e);
        }
    }

    /** The program for devices, where the model was compiled for such. */
    public DeviceProgram deviceProgram() {
        try {
            Class<?> model = new Loader(classes).loadClass(className);
            return (DeviceProgram) model.getMethod("deviceProgram").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className + " has no code for devices", e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String path, String text) {
            super(URI.create("memory:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String name,
                JavaFileObject.Kind kind,
                javax.tools.FileObject sibling) {
            if (location != StandardLocation.CLASS_OUTPUT)
                throw new IllegalStateException("javac writes to " + location);
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(name, bytes);
                    return bytes;
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(GeneratedClasses.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        public InputStream getResourceAsStream(String path) {
            byte[] bytes = classes.get(path);
            return bytes == null ? super.getResourceAsStream(path) : new ByteArrayInputStream(bytes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
