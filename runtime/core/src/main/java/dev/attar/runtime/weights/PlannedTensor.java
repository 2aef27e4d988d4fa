package dev.attar.runtime.weights;

import dev.attar.runtime.ElementType;
import java.util.List;

/**
 * A tensor of a safetensors file that is to be written.
 *
 * @param bytes how many bytes its elements have
 * @param content what writes them
 */
public record PlannedTensor(String name, ElementType type, List<Long> shape, long bytes, NewFile.Content content) {}
