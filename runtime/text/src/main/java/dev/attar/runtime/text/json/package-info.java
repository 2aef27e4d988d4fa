/** JSON as tokenizer files use it, read strictly and with the place of each value in the file. Uses nothing of Attar. */
package dev.attar.runtime.text.json;
