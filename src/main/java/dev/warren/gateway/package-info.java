/**
 * The HTTP API. {@link dev.warren.gateway.problem} and {@link dev.warren.gateway.http} are what all of it stands upon; each other package
 * is a part of the API. {@link dev.warren.gateway.ProblemResponses} has all problems for its description.
 */
package dev.warren.gateway;
