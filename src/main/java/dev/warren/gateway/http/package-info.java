/**
 * What all requests have in common: bodies within their limits of size and time, queries, headers and names as text, times as callers
 * write them, the trace of a request, and the gateway's settings.
 */
package dev.warren.gateway.http;
