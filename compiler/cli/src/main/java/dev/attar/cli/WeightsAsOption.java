package dev.attar.cli;

import dev.attar.compiler.loops.Element;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the generated code keeps the weights of products in memory. */
final class WeightsAsOption {
    @Option(
            names = "--weights-as",
            paramLabel = "ELEMENT",
            defaultValue = "fp32",
            converter = ElementNamed.class,
            description =
                    "How the matrices of products are kept in memory: fp32 (the default) or bf16, rounded to 8 bits of"
                            + " precision and half as large. Arithmetic is fp32 in both.")
    private Element element;

    Element element() {
        return element;
    }

    static final class ElementNamed implements ITypeConverter<Element> {
        @Override
        public Element convert(String name) {
            return Element.named(name)
                    .orElseThrow(
                            () -> new TypeConversionException("unknown element of weights '" + name + "'; expected "
                                    + Arrays.stream(Element.values())
                                            .map(Element::symbol)
                                            .collect(Collectors.joining(" or "))));
        }
    }
}
