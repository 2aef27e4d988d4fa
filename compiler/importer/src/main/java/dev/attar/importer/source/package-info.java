/**
 * What every part of the importer needs: options, refusals, progress, and the small files beside a model.
 *
 * <p>Enters: paths. Leaves: settings and names. Uses no other package of the importer.
 */
package dev.attar.importer.source;
