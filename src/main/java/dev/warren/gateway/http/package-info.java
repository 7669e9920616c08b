/**
 * What all requests have in common: bodies within their limits of size and time, queries, headers and names as text.
 */
package dev.warren.gateway.http;
