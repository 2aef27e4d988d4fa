/** What a server is given: models, what they are for, and limits. Uses the runtime, tasks and generation; knows nothing of HTTP. */
package dev.attar.runtime.server.model;
