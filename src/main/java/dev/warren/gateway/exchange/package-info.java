/**
 * Messages for exchanges, published and confirmed as tasks are.
 */
package dev.warren.gateway.exchange;
