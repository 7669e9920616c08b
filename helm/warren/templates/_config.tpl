{{/* A value as text. Whole numbers come from values files as floats, which would be written as 1e+06. */}}
{{- define "warren.text" -}}
{{- if kindIs "float64" . }}{{ (eq (float64 (int64 .)) .) | ternary (int64 .) . }}{{ else }}{{ toString . }}{{ end }}
{{- end }}

{{/* A line of a properties file: dict name, value. */}}
{{- define "warren.property" -}}
{{ .name }}={{ include "warren.text" .value | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{ end }}

{{/* application.properties of a process: dict root, queues, config (of its own). A queue has the same settings in all, as it has to. */}}
{{- define "warren.properties" -}}
{{- range $name, $queue := .queues }}
{{- $prefix := printf "warren.queues.%q" $name }}
{{- include "warren.property" (dict "name" (printf "%s.kind" $prefix) "value" (default "quorum" $queue.kind)) }}
{{- range $key, $property := dict "deliveryLimit" "delivery-limit" "maxLength" "max-length" "maxPriority" "max-priority" "consumerTimeout" "consumer-timeout" }}
{{- if not (kindIs "invalid" (get $queue $key | default nil)) }}
{{- include "warren.property" (dict "name" (printf "%s.%s" $prefix $property) "value" (get $queue $key)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $value := mergeOverwrite (deepCopy .root.Values.config) (deepCopy .config) }}
{{- include "warren.property" (dict "name" $name "value" $value) }}
{{- end }}
{{- end }}
