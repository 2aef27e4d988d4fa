package dev.attar.runtime.server.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelQueueTest {
    @Test
    void placesAreTakenAndGivenBack() {
        ModelQueue queue = new ModelQueue("m", 2);
        queue.enter();
        queue.enter();
        ServiceException full = assertThrows(ServiceException.class, queue::enter);
        assertEquals(ServiceException.Reason.BUSY, full.reason());
        assertTrue(full.retryAfter() >= 1 && full.retryAfter() <= 60, "" + full.retryAfter());
        assertEquals(2, queue.taken());
        queue.leave();
        queue.enter();
        assertEquals(2, queue.taken());
    }
}
