{{/*
Completes the values once per rendering, as $.Values.resolved: workers with the defaults filled in, and the queues with
those of the workers. Every template that needs them includes this first.
*/}}
{{- define "warren.resolve" -}}
{{- if not (hasKey .Values "resolved") }}
{{- include "warren.makePasswords" . }}
{{- $root := . }}
{{- $workers := dict }}
{{- $queues := dict }}
{{- range $name, $settings := .Values.queues }}
{{- $_ := set $queues $name (deepCopy (default (dict) $settings)) }}
{{- end }}
{{- range $name, $settings := .Values.workers }}
{{- $worker := mergeOverwrite (deepCopy $root.Values.workerDefaults) (deepCopy (default (dict) $settings)) }}
{{- if $worker.enabled }}
{{- $_ := set $worker "queue" (default $name $worker.queue) }}
{{- $_ := set $worker "drainSeconds" (include "warren.seconds" (default $worker.timeout $worker.drainTimeout) | int) }}
{{- $margin := add 30 (include "warren.seconds" $worker.exec.killGrace | int) }}
{{- $_ := set $worker "graceSeconds" (default (add $worker.drainSeconds $margin) $worker.terminationGracePeriodSeconds | int) }}
{{- $_ := set $workers $name $worker }}
{{- $queue := default (dict) (get $queues $worker.queue) }}
{{- $_ := set $queues $worker.queue $queue }}
{{- include "warren.consumerTimeout" (dict "queue" $queue "worker" $worker) }}
{{- end }}
{{- end }}
{{- $_ := set .Values "resolved" (dict "workers" $workers "queues" $queues) }}
{{- include "warren.validate" . }}
{{- end }}
{{- end }}

{{/*
RabbitMQ 3.12 to 4.2 keep what a queue is first declared with, and the gateway may come first: both say what the worker needs.
*/}}
{{- define "warren.consumerTimeout" -}}
{{- $held := add (include "warren.seconds" .worker.timeout | int) 300 }}
{{- if and (eq (default "quorum" .queue.kind) "quorum") (gt $held 1800) (not .queue.consumerTimeout) }}
{{- $_ := set .queue "consumerTimeout" (printf "%ds" $held) }}
{{- end }}
{{- end }}

{{- define "warren.usesKeda" -}}
{{- range .Values.resolved.workers }}
{{- if eq .autoscaling.type "keda" }}yes{{ end }}
{{- end }}
{{- end }}

{{/* "yes" if the gateway is to tell KEDA of tasks. */}}
{{- define "warren.usesPush" -}}
{{- range .Values.resolved.workers }}
{{- if and (eq .autoscaling.type "keda") .autoscaling.push }}yes{{ end }}
{{- end }}
{{- end }}

{{/* "yes" for a worker whose pods say when they are busy; Jobs are not scaled down. */}}
{{- define "warren.hasDeletionCost" -}}
{{- if and .podDeletionCost (not (include "warren.isJob" .)) }}yes{{ end }}
{{- end }}

{{/* "yes" for a worker whose pods are Jobs. */}}
{{- define "warren.isJob" -}}
{{- if and (eq .autoscaling.type "keda") (eq .autoscaling.kind "job") }}yes{{ end }}
{{- end }}
