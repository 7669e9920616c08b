/** What happens to tasks, told to whoever listens. May be lost, and never holds up what it tells of. */
package dev.warren.event;
