package dev.attar.runtime.train.data;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A row of a file with its fields by their names.
 *
 * @param place {@code FILE:LINE}
 */
record Row(String place, ObjectNode fields) {
    DataException refused(String what, String hint) {
        return new DataException(place, what, hint);
    }
}
