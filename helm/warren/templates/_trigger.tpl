{{/* KEDA looks at a worker's queue: dict root, worker, value. */}}
{{- define "warren.backlogTrigger" -}}
- type: rabbitmq
  name: backlog
  metadata:
    # Over AMQP, and without what is unacknowledged, tasks that run would not count: busy workers would be taken away.
    protocol: http
    mode: QueueLength
    excludeUnacknowledged: "false"
    host: {{ include "warren.managementUrl" .root | quote }}
    vhostName: {{ include "warren.virtualHost" .root | quote }}
    queueName: {{ .worker.queue | quote }}
    value: {{ .value | int | quote }}
    activationValue: "0"
    timeout: {{ .root.Values.rabbitmq.management.timeoutMilliseconds | toString | quote }}
  authenticationRef: {name: {{ include "warren.fullname" .root }}-rabbitmq}
{{- end }}

{{/* And is told by the gateway, which sees waiting tasks alone: of both numbers the larger counts. Dict as above. */}}
{{- define "warren.pushTrigger" -}}
- type: external-push
  name: push
  metadata:
    scalerAddress: "{{ include "warren.fullname" .root }}-scaler.{{ .root.Release.Namespace }}.svc:9000"
    queueName: {{ .worker.queue | quote }}
    value: {{ .value | int | quote }}
{{- end }}
