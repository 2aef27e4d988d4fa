/** Schedules against what they schedule: every one keeps every bit, on loops made by hand and on random models. */
package dev.attar.compiler.schedule;
