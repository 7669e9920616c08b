/**
 * Errors as callers get them: {@link dev.warren.gateway.problem.Problem}, which is {@code application/problem+json}.
 */
package dev.warren.gateway.problem;
