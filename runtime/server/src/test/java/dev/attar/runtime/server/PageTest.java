package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at /: what is in it, and in a browser where there is one. */
class PageTest {
    private static final Set<String> NAMED =
            Set.of("textbox", "combobox", "button", "spinbutton", "checkbox", "link", "DisclosureTriangle");

    private static AttarServer server;

    @TempDir
    private Path profile;

    @BeforeAll
    static void start() {
        server = AttarServer.start(ServerSettings.local(), SmallModels.ALL.list());
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void itNeedsNothingFromElsewhere() {
        Http http = new Http(server.port());
        Http.Answer page = http.get("/");
        assertEquals(200, page.status());
        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'"));
        for (String file : new String[] {page.body(), http.get("/attar.js").body()}) {
            assertFalse(file.contains("http://") || file.contains("https://") || file.contains("innerHTML"), file);
        }
    }

    @Test
    void everyFieldHasALabel() {
        String page = new Http(server.port()).get("/").body();
        assertTrue(page.contains("<html lang=\"en\">") && page.contains("<main>") && page.contains("<h1>"));
        Matcher fields = Pattern.compile(
                        "<(?:input|select|textarea)[^>]* id=\"([a-z-]+)\"|<(?:input|select|textarea) id=\"([a-z-]+)\"")
                .matcher(page);
        int count = 0;
        while (fields.find()) {
            String id = fields.group(1) == null ? fields.group(2) : fields.group(1);
            assertTrue(
                    page.contains("<label for=\"" + id + "\"")
                            || Pattern.compile("<label>[^<]*<input id=\"" + id + "\"")
                                    .matcher(page)
                                    .find(),
                    id);
            count++;
        }
        assertEquals(7, count);
    }

    @Test
    void eachTaskIsTriedInABrowser() throws Exception {
        assumeTrue(Browser.program().isPresent(), "there is no Chromium on this machine");
        String url = "http://127.0.0.1:" + server.port() + "/";
        try (Browser browser = new Browser(profile, url)) {
            browser.when("document.querySelectorAll('#model option').length === 6");
            assertEquals("1.000", run(browser, "embeds", "the cat\\na dog", "out.querySelector('td.cell')?.innerText"));
            assertTrue(run(browser, "classifies", "the cat", "out.querySelector('table')?.innerText")
                    .contains("good"));
            assertTrue(run(browser, "ranks", "the cat\\na dog", "out.querySelector('table')?.innerText")
                    .contains("a dog"));
            assertTrue(run(browser, "tags", "the cat sees Anna", "out.querySelector('p.text')?.innerText")
                    .startsWith("the"));
            assertTrue(run(browser, "translates", "abc", "out.querySelector('table')?.innerText")
                    .contains("abc"));
            browser.when("document.querySelector('#tokens').value = '5'");
            assertTrue(run(browser, "generates", "ab", "/5 tokens/.test(out.innerText) && out.innerText")
                    .contains("length"));
            browser.when("(out.querySelector('button.token').click(), true)");
            assertTrue(browser.when("out.querySelector('table')?.innerText")
                    .textValue()
                    .contains("Probability"));
            keyboard(browser);
            names(browser);
        }
    }

    /** Chooses a model, writes a text, runs, and gives what the expression finds in the result. */
    private static String run(Browser browser, String model, String text, String found) throws Exception {
        browser.when("(document.querySelector('#model').value = '" + model + "', document.querySelector('#model')"
                + ".dispatchEvent(new Event('change')), document.querySelector('#text').value = '" + text
                + "', document.querySelector('#go').click(), true)");
        return browser.when("document.querySelector('#out').ariaBusy === 'false' && " + found)
                .textValue();
    }

    private static void keyboard(Browser browser) throws Exception {
        browser.when("(document.querySelector('#model').value = 'embeds',"
                + " document.querySelector('#model').dispatchEvent(new Event('change')), out.replaceChildren(),"
                + " document.querySelector('#text').focus(), true)");
        for (int i = 0; i < 2; i++) { // past the key's disclosure to the button
            browser.press("Tab", 9);
        }
        assertEquals("go", browser.when("document.activeElement.id").textValue());
        browser.press("Enter", 13);
        browser.when("out.querySelector('td.cell')");
    }

    /** What a screen reader would say of each part that can be used. */
    private static void names(Browser browser) throws Exception {
        browser.call("Accessibility.enable", Map.of());
        int checked = 0;
        for (JsonNode node :
                browser.call("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
            if (!node.path("ignored").asBoolean()
                    && NAMED.contains(node.at("/role/value").asText())) {
                assertFalse(node.at("/name/value").asText().isBlank(), node.toString());
                checked++;
            }
        }
        assertTrue(checked >= 7, checked + " parts");
    }
}
