/**
 * The promises under fault: the packaged application and a real broker, each of which is killed, stopped, blocked or cut off.
 */
package dev.warren.faults;
