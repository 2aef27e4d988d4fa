package dev.attar.examples.conformance;

import static java.lang.classfile.ClassFile.ACC_FINAL;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What others can use of a module, as text: its public types in exported packages with their public and protected members. Read from
 * class files, so nothing is loaded. Types are erased.
 */
final class PublicSurface {
    private final Path classes;
    private final Optional<Set<String>> exported; // empty: the module has no descriptor, and exports everything
    private final List<String> provided;
    private final Map<String, ClassModel> all = new TreeMap<>();

    private PublicSurface(Path classes) throws IOException {
        this.classes = classes;
        Optional<ModuleDescriptor> descriptor = descriptor(classes);
        this.exported = descriptor.map(d -> d.exports().stream()
                .filter(e -> !e.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet()));
        this.provided = descriptor.stream()
                .flatMap(d -> d.provides().stream())
                .map(ModuleDescriptor.Provides::service)
                .sorted()
                .toList();
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(f -> f.toString().endsWith(".class")).forEach(this::add);
        }
    }

    /** The surface of the module whose classes lie in that folder. */
    static String of(Path classes) throws IOException {
        PublicSurface surface = new PublicSurface(classes);
        StringBuilder text = new StringBuilder();
        surface.provided.forEach(
                service -> text.append("provides ").append(service).append('\n'));
        for (Map.Entry<String, ClassModel> entry : surface.all.entrySet()) {
            if (surface.isSeen(entry.getKey())) surface.print(entry.getKey(), entry.getValue(), text);
        }
        return text.toString();
    }

    private static Optional<ModuleDescriptor> descriptor(Path classes) throws IOException {
        Path descriptor = classes.resolve("module-info.class");
        if (!Files.exists(descriptor)) return Optional.empty();
        try (InputStream in = Files.newInputStream(descriptor)) {
            return Optional.of(ModuleDescriptor.read(in));
        }
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        if (name.equals("module-info.class") || name.equals("package-info.class")) return;
        try {
            ClassModel model = ClassFile.of().parse(file);
            all.put(model.thisClass().asInternalName(), model);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether a type, and every type that it is nested in, is public or protected, in an exported package. */
    private boolean isSeen(String name) {
        ClassModel model = all.get(name);
        if (model == null) return false;
        int slash = name.lastIndexOf('/');
        String in = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
        if (exported.isPresent() && !exported.get().contains(in)) return false;
        Optional<InnerClassInfo> nested = nested(model);
        if (nested.isEmpty())
            return model.flags().has(AccessFlag.PUBLIC)
                    && model.findAttribute(Attributes.enclosingMethod()).isEmpty();
        return isOpen(nested.get().flags())
                && nested.get()
                        .outerClass()
                        .filter(o -> isSeen(o.asInternalName()))
                        .isPresent();
    }

    private static Optional<InnerClassInfo> nested(ClassModel model) {
        return model.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(inner -> inner.classes().stream())
                .filter(i ->
                        i.innerClass().asInternalName().equals(model.thisClass().asInternalName()))
                .findFirst();
    }

    private void print(String name, ClassModel model, StringBuilder text) {
        text.append(name.replace('/', '.')).append("  ").append(kind(model));
        model.superclass()
                .map(s -> s.asInternalName())
                .filter(s -> !Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum")
                        .contains(s))
                .ifPresent(s -> text.append(" extends ").append(simple(s)));
        if (!model.interfaces().isEmpty())
            text.append(" implements ")
                    .append(model.interfaces().stream()
                            .map(i -> simple(i.asInternalName()))
                            .collect(Collectors.joining(", ")));
        text.append('\n');
        members(model).forEach(member -> text.append("    ").append(member).append('\n'));
    }

    private static String kind(ClassModel model) {
        AccessFlags flags = model.flags();
        String kind;
        if (flags.has(AccessFlag.ANNOTATION)) kind = "annotation";
        else if (flags.has(AccessFlag.INTERFACE)) kind = "interface";
        else if (flags.has(AccessFlag.ENUM)) kind = "enum";
        else if (model.findAttribute(Attributes.record()).isPresent()) kind = "record";
        else if (flags.has(AccessFlag.ABSTRACT)) kind = "abstract class";
        else kind = flags.has(AccessFlag.FINAL) ? "final class" : "class";
        return model.findAttribute(Attributes.permittedSubclasses()).isPresent() ? "sealed " + kind : kind;
    }

    private static List<String> members(ClassModel model) {
        List<String> members = new ArrayList<>();
        for (FieldModel field : model.fields()) {
            int flags = field.flags().flagsMask();
            if (isOpen(field.flags().flags()) && !field.flags().has(AccessFlag.SYNTHETIC))
                members.add(modifiers(field.flags().flags())
                        + field.fieldName().stringValue() + " : "
                        + simple(field.fieldTypeSymbol())
                        + ((flags & ACC_FINAL) == 0 ? ", not final" : ""));
        }
        for (MethodModel method : model.methods()) {
            if (isOpen(method.flags().flags())
                    && !method.flags().has(AccessFlag.SYNTHETIC)
                    && !method.flags().has(AccessFlag.BRIDGE)) members.add(method(model, method));
        }
        return members.stream().sorted().toList();
    }

    private static String method(ClassModel model, MethodModel method) {
        MethodTypeDesc type = method.methodTypeSymbol();
        boolean constructor = method.methodName().equalsString("<init>");
        String name = constructor
                ? "new " + simple(model.thisClass().asInternalName())
                : method.methodName().stringValue();
        String parameters =
                type.parameterList().stream().map(PublicSurface::simple).collect(Collectors.joining(", "));
        return modifiers(method.flags().flags()) + name + "(" + parameters + ")"
                + (constructor ? "" : " : " + simple(type.returnType()));
    }

    private static boolean isOpen(Set<AccessFlag> flags) {
        return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
    }

    private static String modifiers(Set<AccessFlag> flags) {
        return (flags.contains(AccessFlag.PROTECTED) ? "protected " : "")
                + (flags.contains(AccessFlag.STATIC) ? "static " : "");
    }

    private static String simple(ClassDesc type) {
        return type.displayName().replace('$', '.');
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }

    @Override
    public String toString() {
        return "surface of " + classes;
    }
}
