package dev.attar.runtime.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * The rules of the steps, under any order in which members can come to act: every act is one change of one word, so one
 * thread that lets the members act in a random order sees all that many threads could see.
 */
class StepsTest {
    /** One member going through the program, one act at a time. */
    private static final class Actor {
        private final World world;
        private final Member member;
        private int task = -1; // the one it holds
        private boolean waits;
        private boolean done;

        Actor(World world, int index) {
            this.world = world;
            this.member = new Member(null, null, world.steps, index);
        }

        void act() {
            if (done) {
                return;
            }
            if (waits) {
                if (!world.steps.holds(member)) {
                    waits = false;
                    member.step = Steps.after(member.step);
                    done = member.step == world.tasks.length;
                }
            } else if (task >= 0) {
                world.finish(member.step, task);
                task = -1;
            } else {
                int claimed = world.steps.claim(member);
                if (claimed < world.tasks[member.step]) {
                    world.start(member.step, claimed);
                    task = claimed;
                } else {
                    world.steps.arrive(member);
                    waits = true;
                }
            }
        }
    }

    /** What has happened to each task. */
    private static final class World {
        private final Steps steps = new Steps();
        private final int[] tasks;
        private final List<boolean[]> started = new ArrayList<>();
        private final List<boolean[]> finished = new ArrayList<>();

        World(int[] tasks) {
            this.tasks = tasks;
            for (int count : tasks) {
                started.add(new boolean[count]);
                finished.add(new boolean[count]);
            }
            steps.reset();
        }

        void start(int step, int task) {
            assertFalse(started.get(step)[task], "task " + task + " of step " + step + " was given twice");
            for (int earlier = 0; earlier < step; earlier++) {
                for (boolean end : finished.get(earlier)) {
                    assertTrue(end, "step " + step + " began before step " + earlier + " was finished");
                }
            }
            started.get(step)[task] = true;
        }

        void finish(int step, int task) {
            finished.get(step)[task] = true;
        }

        long count(List<boolean[]> which) {
            long count = 0;
            for (boolean[] step : which) {
                for (boolean one : step) {
                    count += one ? 1 : 0;
                }
            }
            return count;
        }
    }

    private static World randomWorld(Random random) {
        return new World(random.ints(1 + random.nextInt(6), 0, 5).toArray());
    }

    @Property(tries = 2_000)
    void everyTaskOnceAndInTheOrderOfTheSteps(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int members) {
        Random random = new Random(seed);
        World world = randomWorld(random);
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            actors.add(new Actor(world, i));
        }
        // Some act often, some hardly ever, one perhaps only when all is over.
        double[] zeal = random.doubles(members).toArray();
        Actor caller = actors.getFirst();
        zeal[0] = Math.max(zeal[0], 0.1);
        for (int turn = 0; !caller.done; turn++) {
            assertTrue(turn < 100_000, "the caller never comes to the end");
            int who = random.nextInt(members);
            if (random.nextDouble() < zeal[who] || actors.get(who).task >= 0) {
                actors.get(who).act();
            }
        }
        for (int step = 0; step < world.tasks.length; step++) {
            assertEquals(world.count(world.started), world.count(world.finished));
            assertEquals(java.util.Arrays.stream(world.tasks).sum(), world.count(world.finished));
        }
        long before = world.count(world.started);
        for (Actor late : actors) {
            for (int i = 0; !late.done; i++) {
                assertTrue(i < 100, "a late member does not come to the end");
                late.act();
            }
        }
        assertEquals(before, world.count(world.started));
    }

    @Property(tries = 1_000)
    void afterAFailureNothingBeginsAndWhatHasBegunIsWaitedFor(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int members) {
        Random random = new Random(seed);
        World world = randomWorld(random);
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            actors.add(new Actor(world, i));
        }
        for (int turn = random.nextInt(60); turn > 0; turn--) {
            actors.get(random.nextInt(members)).act();
        }
        Actor failing = actors.get(random.nextInt(members));
        RuntimeException fault = new RuntimeException("fault");
        world.steps.fail(failing.member, fault);
        failing.done = true;
        failing.task = -1;
        long begun = world.count(world.started);
        Member watcher = new Member(null, null, world.steps, members);
        watcher.step = Steps.OVER;
        actors.removeIf(actor -> actor.done);
        while (!actors.isEmpty()) {
            boolean somebodyInside = actors.stream().anyMatch(actor -> actor.member.inside);
            assertEquals(somebodyInside, world.steps.holds(watcher));
            actors.get(random.nextInt(actors.size())).act();
            actors.removeIf(actor -> actor.done);
        }
        assertFalse(world.steps.holds(watcher));
        assertEquals(begun, world.count(world.started));
        assertSame(fault, world.steps.failure());
    }

    @Test
    void theFirstFailureCounts() {
        Steps steps = new Steps();
        steps.reset();
        Member one = new Member(null, null, steps, 0);
        Member two = new Member(null, null, steps, 1);
        assertEquals(0, steps.claim(one));
        assertEquals(1, steps.claim(two));
        RuntimeException first = new RuntimeException("first");
        steps.fail(two, first);
        steps.fail(one, new RuntimeException("second"));
        assertSame(first, steps.failure());
        assertTrue(steps.failed());
        steps.reset();
        assertFalse(steps.failed());
        assertEquals(null, steps.failure());
    }

    @Test
    void theNumbersOfStepsBeginAgainBeforeTheyReachTheLast() {
        Steps steps = new Steps();
        steps.reset();
        Member member = new Member(null, null, steps, 0);
        for (int i = 0; i < Steps.OVER + 3; i++) {
            assertEquals(0, steps.claim(member));
            assertTrue(steps.arrive(member));
            assertFalse(steps.holds(member));
            member.step = Steps.after(member.step);
            assertFalse(steps.failed());
        }
        assertEquals(3, member.step);
    }
}
