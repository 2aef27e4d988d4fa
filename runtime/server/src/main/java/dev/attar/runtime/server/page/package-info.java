/** The page at {@code /}, where people try the models: a file of HTML and a script, which need nothing but this server. */
package dev.attar.runtime.server.page;
