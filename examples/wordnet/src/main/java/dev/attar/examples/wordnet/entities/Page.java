package dev.attar.examples.wordnet.entities;

import dev.attar.runtime.text.task.Entity;
import java.util.List;
import java.util.Locale;

/** A text with its entities as a page of HTML, without scripts, for dark and light screens. */
final class Page {
    private static final String HEAD = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Entities</title>
        <style>
          :root { color-scheme: light dark; }
          body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.8 Georgia, serif; }
          mark { color: #111; padding: .1em .3em; border-radius: .3em; }
          mark::after { content: attr(data-kind); font: .65em sans-serif; margin-left: .4em; opacity: .7; }
          .PERSON { background: #f7b5b0; } .PLACE { background: #b5e3a1; } .TIME { background: #a9d3f5; }
        </style>
        """;

    private Page() {}

    static String of(String text, List<Entity> entities) {
        StringBuilder page = new StringBuilder(HEAD).append("<p>");
        int at = 0;
        for (Entity entity : entities) {
            page.append(escaped(text.substring(at, entity.start())));
            page.append("<mark class=\"%s\" data-kind=\"%s\" title=\"%.0f %%\">"
                    .formatted(entity.label(), entity.label().toLowerCase(Locale.ROOT), 100 * entity.score()));
            page.append(escaped(entity.text())).append("</mark>");
            at = entity.end();
        }
        return page.append(escaped(text.substring(at)))
                .append("</p>\n</html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n\n", "</p>\n<p>");
    }
}
