/** What is told about requests: metrics, the access log, events of the flight recorder. Texts are never among it. */
package dev.attar.runtime.server.watch;
