package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.LoopProgram;
import java.util.function.UnaryOperator;

/**
 * One change of a whole program.
 *
 * @param name by which it is shown: {@code --emit=loops --after NAME}
 * @param reason why it stands where it stands in the list
 */
record Pass(String name, String reason, UnaryOperator<LoopProgram> change) {}
