/**
 * What people see of a run: {@code history.jsonl}, {@code report.html} and event files for TensorBoard.
 *
 * <p>Enters: numbers by step and epoch. Leaves: files. Uses {@code metric}, {@code checkpoint} (to write files whole) and
 * Jackson.
 */
package dev.attar.runtime.train.report;
