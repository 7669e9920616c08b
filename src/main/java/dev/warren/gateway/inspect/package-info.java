/**
 * What there is on the broker, over HTTP.
 */
package dev.warren.gateway.inspect;
