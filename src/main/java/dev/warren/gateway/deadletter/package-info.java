/**
 * Dead letters over HTTP.
 */
package dev.warren.gateway.deadletter;
