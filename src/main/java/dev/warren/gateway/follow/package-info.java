/**
 * Streams of server-sent events: what exchanges route, and what happens to tasks.
 */
package dev.warren.gateway.follow;
