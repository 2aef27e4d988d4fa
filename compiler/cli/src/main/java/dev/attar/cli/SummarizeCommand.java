package dev.attar.cli;

import picocli.CommandLine.Command;

/** {@code attar summarize}: what {@code attar translate} does, for models that were trained to summarise. */
@Command(
        name = "summarize",
        description = {
            "Summarises texts with an encoder and a decoder that were trained for it.",
            "",
            "A text in, a summary out, in the same order; else as attar translate.",
            ""
        },
        customSynopsis = {"attar summarize SPEC --weights F (--text T… | --ids ID,ID,… | --input FILE) [options]"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar summarize bart.attar --weights bart.safetensors --input article.txt --truncate",
            "",
            "Exit status: 0 done, 1 an input was refused, 2 usage error, 70 internal error."
        })
final class SummarizeCommand extends TranslateCommand {}
