/** The Kubernetes pod that this process runs in. */
package dev.warren.pod;
