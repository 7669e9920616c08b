/** The vocabulary: tasks, attempts, outcomes. Depends on nothing, knows neither broker nor HTTP. */
package dev.warren.task;
