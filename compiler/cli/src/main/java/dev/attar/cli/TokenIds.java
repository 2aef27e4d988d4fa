package dev.attar.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Token ids as they are written on the command line: {@code 101,7592,2088,102}.
 *
 * @param values in order; at least one
 */
record TokenIds(List<Integer> values) {
    TokenIds {
        values = List.copyOf(values);
    }

    static final class Converter implements ITypeConverter<TokenIds> {
        @Override
        public TokenIds convert(String written) {
            List<Integer> ids = new ArrayList<>();
            for (String id : written.split(",", -1)) {
                try {
                    ids.add(Integer.parseInt(id.strip()));
                } catch (NumberFormatException e) {
                    throw new TypeConversionException("'" + id.strip()
                            + "' is not a token id; give whole numbers with commas between them: 101,7592,2088,102");
                }
            }
            return new TokenIds(ids);
        }
    }
}
