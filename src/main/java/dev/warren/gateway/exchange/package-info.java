/**
 * Messages for exchanges, read, published and confirmed as tasks are: by what {@link dev.warren.gateway.submit} has for that. Following
 * an exchange is {@link dev.warren.gateway.follow}'s.
 */
package dev.warren.gateway.exchange;
