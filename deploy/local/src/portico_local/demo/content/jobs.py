"""What technicians come for: looking after an installation, or repairing it. Told in four languages."""

from dataclasses import dataclass
from typing import Final

from portico_local.demo.content.amounts import Wanted
from portico_local.demo.content.wording import Said, said


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of visit. `took`: articles used; `hours` the visit's length; `charged` unless the contract covers it."""

    title: Said
    asked: Said
    done: Said
    took: tuple[Wanted, ...]
    hours: int
    charged: bool = False


@dataclass(frozen=True, slots=True)
class Care:
    """The two visits that an installation of one kind gets."""

    kind: Said
    sku: str
    service: Job
    fault: Job


HEAT_PUMP: Final = Care(
    said("Heat pump", "Bomba de calor", "Bomba de calor", "Wärmepumpe"),
    "WP-16",
    Job(
        said("Annual service of the heat pump", "Manutenção anual da bomba de calor",
             "Mantenimiento anual de la bomba de calor", "Jahreswartung der Wärmepumpe"),
        said("Service under the contract: check refrigerant circuit, flow rate and settings.",
             "Manutenção segundo o contrato: verificar circuito frigorífico, caudal e parâmetros.",
             "Mantenimiento según contrato: comprobar circuito frigorífico, caudal y ajustes.",
             "Wartung laut Vertrag: Kältekreis, Volumenstrom und Einstellungen prüfen."),
        said("Evaporator cleaned, circuit tight, heating curve lowered by two degrees.",
             "Evaporador limpo, circuito estanque, curva de aquecimento reduzida em dois graus.",
             "Evaporador limpio, circuito estanco, curva de calefacción rebajada dos grados.",
             "Verdampfer gereinigt, Kreis dicht, Heizkurve um zwei Grad gesenkt."),
        (("S-WAR", 1), ("S-ANF", 1)), 3,
    ),
    Job(
        said("Heat pump stops: low pressure", "Bomba de calor para: baixa pressão",
             "La bomba de calor se para: baja presión", "Wärmepumpe schaltet ab: Niederdruck"),
        said("The unit stops every night with error E14, the building is cold in the morning.",
             "O equipamento para todas as noites com o erro E14; de manhã o edifício está frio.",
             "El equipo se para cada noche con el error E14; por la mañana el edificio está frío.",
             "Das Gerät schaltet jede Nacht mit Fehler E14 ab, morgens ist das Gebäude kalt."),
        said("Circulation pump was blocked. Pump replaced, system vented, runs without error.",
             "A bomba circuladora estava bloqueada. Bomba substituída, sistema purgado, funciona sem erros.",
             "La bomba circuladora estaba bloqueada. Bomba sustituida, instalación purgada, funciona sin errores.",
             "Umwälzpumpe war blockiert. Pumpe getauscht, Anlage entlüftet, läuft fehlerfrei."),
        (("UP-25", 1), ("S-STO", 3), ("S-ANF", 1)), 4, charged=True,
    ),
)  # fmt: skip

VENTILATION: Final = Care(
    said("Ventilation unit", "Unidade de ventilação", "Unidad de ventilación", "Lüftungsgerät"),
    "LU-450",
    Job(
        said("Filter change and hygiene check", "Mudança de filtros e controlo de higiene",
             "Cambio de filtros y control de higiene", "Filterwechsel und Hygienekontrolle"),
        said("Half-yearly change of both filter stages, measure air volumes.",
             "Mudança semestral dos dois níveis de filtragem, medir caudais de ar.",
             "Cambio semestral de las dos etapas de filtrado, medir caudales de aire.",
             "Halbjährlicher Wechsel beider Filterstufen, Luftmengen messen."),
        said("Filters changed, heat exchanger cleaned, air volumes within two per cent of the plan.",
             "Filtros mudados, permutador limpo, caudais a menos de dois por cento do projeto.",
             "Filtros cambiados, intercambiador limpio, caudales a menos del dos por ciento del proyecto.",
             "Filter gewechselt, Wärmetauscher gereinigt, Luftmengen innerhalb von zwei Prozent des Plans."),
        (("FI-450", 2), ("S-WAR", 1)), 2,
    ),
    Job(
        said("Loud humming from the ventilation", "Zumbido forte na ventilação",
             "Zumbido fuerte en la ventilación", "Lautes Brummen der Lüftung"),
        said("Humming since last week, loudest in the evening at the highest speed.",
             "Zumbido desde a semana passada, mais forte à noite na velocidade máxima.",
             "Zumbido desde la semana pasada, más fuerte por la tarde a máxima velocidad.",
             "Brummen seit letzter Woche, abends auf höchster Stufe am lautesten."),
        said("Supply fan balanced, loose silencer fastened, measured at 31 dB(A).",
             "Ventilador de insuflação equilibrado, silenciador solto fixado, medidos 31 dB(A).",
             "Ventilador de impulsión equilibrado, silenciador suelto fijado, medidos 31 dB(A).",
             "Zuluftventilator gewuchtet, losen Schalldämpfer befestigt, 31 dB(A) gemessen."),
        (("S-STO", 2), ("S-ANF", 1)), 2, charged=True,
    ),
)  # fmt: skip

COLD_ROOM: Final = Care(
    said("Cold room", "Câmara fria", "Cámara frigorífica", "Kühlraum"),
    "KM-25",
    Job(
        said("Leak check of the cold room", "Controlo de fugas da câmara fria",
             "Control de fugas de la cámara frigorífica", "Dichtheitsprüfung am Kühlraum"),
        said("Leak check as the law requires, with an entry in the log book.",
             "Controlo de fugas exigido por lei, com registo no livro da instalação.",
             "Control de fugas exigido por ley, con anotación en el libro de la instalación.",
             "Gesetzliche Dichtheitsprüfung mit Eintrag in das Anlagenbuch."),
        said("No leak found, door heater and alarm tested, log book is up to date.",
             "Sem fugas, resistência da porta e alarme testados, livro atualizado.",
             "Sin fugas, resistencia de puerta y alarma probadas, libro al día.",
             "Keine Undichtigkeit, Türheizung und Alarm getestet, Anlagenbuch ist aktuell."),
        (("S-WAR", 1), ("S-ANF", 1)), 2,
    ),
    Job(
        said("Temperature alarm in the cold room", "Alarme de temperatura na câmara fria",
             "Alarma de temperatura en la cámara", "Temperaturalarm im Kühlraum"),
        said("Nine degrees instead of two. The goods have been moved to the second room.",
             "Nove graus em vez de dois. A mercadoria foi transferida para a segunda câmara.",
             "Nueve grados en lugar de dos. La mercancía se ha trasladado a la segunda cámara.",
             "Neun statt zwei Grad. Die Ware wurde in den zweiten Raum umgelagert."),
        said("Evaporator was iced up, fan replaced, defrost times set anew. Two degrees after one hour.",
             "Evaporador com gelo, ventilador substituído, descongelação reajustada. Dois graus após uma hora.",
             "Evaporador con hielo, ventilador sustituido, desescarches reajustados. Dos grados al cabo de una hora.",
             "Verdampfer war vereist, Lüfter getauscht, Abtauzeiten neu eingestellt. Nach einer Stunde zwei Grad."),
        (("SV-32", 1), ("S-STO", 4), ("S-ANF", 1)), 5, charged=True,
    ),
)  # fmt: skip

SOLAR: Final = Care(
    said("Solar power system", "Sistema fotovoltaico", "Instalación fotovoltaica", "Photovoltaikanlage"),
    "WR-10",
    Job(
        said("Inspection of the solar power system", "Inspeção do sistema fotovoltaico",
             "Inspección de la instalación fotovoltaica", "Prüfung der Photovoltaikanlage"),
        said("Thermography of the modules, torque of the clamps, insulation test.",
             "Termografia dos módulos, aperto das fixações, ensaio de isolamento.",
             "Termografía de los módulos, par de apriete, ensayo de aislamiento.",
             "Thermografie der Module, Drehmoment der Klemmen, Isolationsmessung."),
        said("All strings within tolerance, two clamps tightened, yield is as forecast.",
             "Todas as fileiras dentro da tolerância, duas fixações apertadas, produção como previsto.",
             "Todas las series dentro de tolerancia, dos fijaciones reapretadas, producción según lo previsto.",
             "Alle Stränge in der Toleranz, zwei Klemmen nachgezogen, Ertrag wie vorhergesagt."),
        (("S-WAR", 1), ("S-ANF", 1)), 3,
    ),
    Job(
        said("Inverter feeds nothing in", "O inversor não injeta na rede",
             "El inversor no vierte a la red", "Wechselrichter speist nicht ein"),
        said("The display has been showing a grid fault since the thunderstorm on Sunday.",
             "O visor indica falha de rede desde a trovoada de domingo.",
             "La pantalla indica fallo de red desde la tormenta del domingo.",
             "Das Display zeigt seit dem Gewitter am Sonntag einen Netzfehler."),
        said("Surge arrester had tripped. Replaced, grid parameters checked, feeds in again.",
             "O descarregador de sobretensão tinha disparado. Substituído, rede verificada, volta a injetar.",
             "El protector de sobretensión había saltado. Sustituido, red comprobada, vuelve a verter.",
             "Überspannungsschutz hatte ausgelöst. Getauscht, Netzparameter geprüft, speist wieder ein."),
        (("S-STO", 2), ("S-ANF", 1)), 3, charged=True,
    ),
)  # fmt: skip

HOT_WATER: Final = Care(
    said("Hot-water cylinder", "Termoacumulador", "Acumulador de agua caliente", "Warmwasserspeicher"),
    "HW-200",
    Job(
        said("Hygiene check of the hot water", "Controlo de higiene da água quente",
             "Control de higiene del agua caliente", "Hygieneprüfung des Warmwassers"),
        said("Take samples at three taps, thermal disinfection, measure return temperature.",
             "Recolher amostras em três torneiras, desinfeção térmica, medir temperatura de retorno.",
             "Tomar muestras en tres grifos, desinfección térmica, medir temperatura de retorno.",
             "Proben an drei Zapfstellen, thermische Desinfektion, Rücklauftemperatur messen."),
        said("Samples without findings, return temperature raised to 57 °C.",
             "Amostras sem anomalias, temperatura de retorno subida para 57 °C.",
             "Muestras sin hallazgos, temperatura de retorno elevada a 57 °C.",
             "Proben ohne Befund, Rücklauftemperatur auf 57 °C angehoben."),
        (("S-WAR", 1), ("S-ANF", 1)), 2,
    ),
    Job(
        said("Safety valve drips", "Válvula de segurança pinga",
             "La válvula de seguridad gotea", "Sicherheitsventil tropft"),
        said("Water under the cylinder every morning, about a bucket a day.",
             "Água debaixo do termoacumulador todas as manhãs, cerca de um balde por dia.",
             "Agua bajo el acumulador cada mañana, un cubo al día más o menos.",
             "Jeden Morgen Wasser unter dem Speicher, etwa ein Eimer am Tag."),
        said("Safety valve and expansion vessel replaced, pressure set to 2.4 bar.",
             "Válvula de segurança e vaso de expansão substituídos, pressão regulada para 2,4 bar.",
             "Válvula de seguridad y vaso de expansión sustituidos, presión ajustada a 2,4 bar.",
             "Sicherheitsventil und Ausdehnungsgefäß getauscht, Druck auf 2,4 bar eingestellt."),
        (("SV-32", 1), ("S-STO", 2), ("S-ANF", 1)), 2, charged=True,
    ),
)  # fmt: skip

CARES: Final = (HEAT_PUMP, VENTILATION, COLD_ROOM, SOLAR, HOT_WATER)
