/** The Helm chart and the manifests made from it: rendered by Helm itself, and held to what they promise. No cluster is needed. */
package dev.warren.chart;
