/** What the fault tests are made of: real broker nodes, real processes, a cable that can be cut, evidence of what ran. */
package dev.warren.harness;
