/** Ways to fine-tune a published sentence encoder on a few hundred examples, compared in one table. */
package dev.attar.examples.finetune;
